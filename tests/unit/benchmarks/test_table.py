from benchmarks.table import render_table


def test_columns_are_aligned():
    assert render_table(["", "F1"], [["tool", "9.5"], ["a", "100.0"]]) == "         F1\ntool    9.5\na     100.0"


def test_columns_beyond_the_width_go_into_another_panel_with_the_names_repeated():
    table = render_table(["", "first", "second", "third"], [["tool", "1", "2", "3"]], width=20)
    assert table == "      first  second\ntool      1       2\n\n      third\ntool      3"


def test_no_line_is_wider_than_asked():
    header = ["", *(f"column {number}" for number in range(30))]
    assert max(map(len, render_table(header, [["x" * 20, *["1"] * 30]]).splitlines())) <= 100
