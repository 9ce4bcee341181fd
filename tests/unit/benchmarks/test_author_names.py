import pytest

from benchmarks.metrics.names import names_f1, plain_names


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["By Ana Pérez and Li Wei"], {"ana perez", "li wei"}),
        (["Ana Pérez, Li Wei", "dpa / AFP"], {"ana perez", "li wei", "dpa", "afp"}),
        (["Von: Jürgen Groß & Mia O'Neil"], {"jurgen gross", "mia o neil"}),
        (["Andersson"], {"andersson"}),
        (["Byron Yates"], {"byron yates"}),
        ([" ", ","], set()),
    ],
    ids=["by and and", "commas and slash", "German", "and inside a name", "by inside a name", "nothing"],
)
def test_bylines_become_sets_of_plain_names(authors, names):
    assert plain_names(authors) == names


def test_f1_of_name_sets():
    assert names_f1({"a", "b"}, {"b", "c", "d"}) == pytest.approx(2 / 5)
    assert names_f1({"a"}, set()) == 0
    assert names_f1(set(), set()) == 1
