import pytest
from scrapy.settings import Settings

from crawler.unused_extensions import UnusedExtensionsAddon

REMOTE_CONTROL = "scrapy.extensions.remote_control.RemoteControl"
TELNET = "scrapy.extensions.telnet.TelnetConsole"


def extensions_of(**values: bool) -> set[str]:
    settings = Settings({"REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False, **values})
    UnusedExtensionsAddon().update_settings(settings)
    return set(settings.get_component_priority_dict_with_base("EXTENSIONS"))


def test_extensions_that_are_off_are_not_imported_to_learn_that():
    assert not {REMOTE_CONTROL, TELNET} & extensions_of()


@pytest.mark.parametrize(
    ("setting", "path"), [("REMOTE_CONTROL_ENABLED", REMOTE_CONTROL), ("TELNETCONSOLE_ENABLED", TELNET)]
)
def test_whoever_turns_one_on_has_it(setting: str, path: str):
    assert path in extensions_of(**{setting: True})


def test_nothing_else_is_left_out():
    everything = set(Settings().get_component_priority_dict_with_base("EXTENSIONS"))
    assert extensions_of() == everything - {REMOTE_CONTROL, TELNET}
