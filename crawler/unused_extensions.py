"""Add-on that leaves out extensions of Scrapy that are off: to learn that they are, Scrapy imports them and what they
need, for the remote control the whole of aiohttp."""

from __future__ import annotations

from scrapy.settings import BaseSettings

_BY_SETTING = {
    "REMOTE_CONTROL_ENABLED": "scrapy.extensions.remote_control.RemoteControl",
    "TELNETCONSOLE_ENABLED": "scrapy.extensions.telnet.TelnetConsole",
}


class UnusedExtensionsAddon:
    """An add-on, so that it sees what the command line has turned on."""

    def update_settings(self, settings: BaseSettings) -> None:
        for name, path in _BY_SETTING.items():
            if not settings.getbool(name):
                # Not by None in EXTENSIONS, for which Scrapy imports what it names too.
                settings["EXTENSIONS_BASE"].pop(path, None)
