from __future__ import annotations

import gzip
import json
import os
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from scrapy import Spider

from crawler.feed_storage import CompleteFileFeedStorage
from tests.recording_server import page, recording_server
from tests.sample_project import SampleProject, wait_until

OLD = '{"url": "of the last run"}\n'


def write(path: Path, text: str, *, overwrite: bool, format_: str = "jsonlines") -> None:
    storage = CompleteFileFeedStorage(str(path), feed_options={"overwrite": overwrite, "format": format_})
    file = storage.open(Spider("any"))
    file.write(text.encode())
    storage.store(file)


def test_a_new_file_has_its_name_only_when_it_is_complete(tmp_path: Path) -> None:
    storage = CompleteFileFeedStorage(str(tmp_path / "new.jsonl"), feed_options={"overwrite": True})
    file = storage.open(Spider("any"))
    assert [path.name for path in tmp_path.iterdir()] == ["new.jsonl.part"]
    storage.store(file)
    assert [path.name for path in tmp_path.iterdir()] == ["new.jsonl"]


@pytest.mark.parametrize(("overwrite", "content"), [(True, "new\n"), (False, OLD + "new\n")])
def test_overwriting_replaces_and_appending_appends(tmp_path: Path, overwrite: bool, content: str) -> None:
    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    write(tmp_path / "out.jsonl", "new\n", overwrite=overwrite)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == content
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text(OLD, encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    write(tmp_path / "link.jsonl", "new\n", overwrite=True)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text(encoding="utf-8") == "new\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX systems")
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path, overwrite: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    write(pipe, "new\n", overwrite=overwrite)
    reader.join(timeout=30)
    assert read == ["new\n"]
    assert pipe.is_fifo()


def test_a_device_is_written_to_and_stays_one() -> None:
    write(Path(os.devnull), "new\n", overwrite=True)
    assert not Path(os.devnull).is_file()


def test_appending_leaves_the_file_as_it_is_until_the_feed_is_complete(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    storage = CompleteFileFeedStorage(str(tmp_path / "out.jsonl"), feed_options={"format": "jsonlines"})
    file = storage.open(Spider("any"))
    file.write(b"{}\n")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == OLD
    # What is written is out of this process at once.
    assert (tmp_path / "out.jsonl.part").read_text(encoding="utf-8") == "{}\n"
    file.close()


@pytest.mark.parametrize(("overwrite", "before"), [(True, ""), (False, OLD)])
def test_whole_lines_that_a_killed_crawl_left_begin_the_next_feed(
    tmp_path: Path, overwrite: bool, before: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    (tmp_path / "out.jsonl.part").write_text('{"n": 1}\n{"n": 2}\n{"n": ', encoding="utf-8")
    (tmp_path / "out.jsonl.3.part").write_text('{"n": 3}\n\x00\x00\n{"n": 4}\n', encoding="utf-8")
    write(tmp_path / "out.jsonl", '{"n": 5}\n', overwrite=overwrite)
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert text == before + '{"n": 1}\n{"n": 2}\n{"n": 3}\n{"n": 5}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert "taken over" in caplog.text


def test_part_that_was_joined_before_the_crawl_was_killed_is_not_joined_again(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text(OLD + '{"n": 1}\n', encoding="utf-8")
    (tmp_path / "out.jsonl.part").write_text('{"n": 1}\n', encoding="utf-8")
    (tmp_path / "out.jsonl.join").write_text("half a co", encoding="utf-8")
    write(tmp_path / "out.jsonl", '{"n": 2}\n', overwrite=False)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == OLD + '{"n": 1}\n{"n": 2}\n'


def test_left_part_of_a_format_without_lines_is_dropped_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "out.json.part").write_text('[\n{"n": 1},', encoding="utf-8")
    write(tmp_path / "out.json", "[]", overwrite=True, format_="json")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "[]"
    assert "cannot be gone on with" in caplog.text


def test_two_crawls_that_append_to_one_file_at_the_same_time_both_end_in_it(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(OLD, encoding="utf-8")
    storages = [CompleteFileFeedStorage(str(path), feed_options={"format": "jsonlines"}) for _ in range(2)]
    files = [storage.open(Spider("any")) for storage in storages]
    for number, file in enumerate(files):
        file.write(b'{"n": %d}\n' % number)
    for storage, file in zip(storages, files, strict=True):
        storage.store(file)
    assert path.read_text(encoding="utf-8") == OLD + '{"n": 0}\n{"n": 1}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_rows_of_other_columns_keep_their_header(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(b"a,b\r\n1,2\r\n")
    write(tmp_path / "out.csv", "a,b\r\n3,4\r\n", overwrite=False, format_="csv")
    write(tmp_path / "out.csv", "a,c\r\n5,6\r\n", overwrite=False, format_="csv")
    assert (tmp_path / "out.csv").read_bytes() == b"a,b\r\n1,2\r\n3,4\r\na,c\r\n5,6\r\n"


def test_line_that_the_file_lacks_the_end_of_is_not_run_into(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text('{"n": 0}', encoding="utf-8")
    write(tmp_path / "out.jsonl", '{"n": 1}\n', overwrite=False)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == '{"n": 0}\n{"n": 1}\n'


def test_missing_directory_of_a_feed_is_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "out.jsonl", "{}\n", overwrite=True)
    assert (tmp_path / "a" / "b" / "out.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of POSIX systems")
def test_line_that_does_not_fit_is_not_written_in_part_and_fails_the_feed(tmp_path: Path) -> None:
    import resource

    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    storage = CompleteFileFeedStorage(str(tmp_path / "out.jsonl"), feed_options={"format": "jsonlines"})
    file = storage.open(Spider("any"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            file.write(b'{"n": "longer than the file may be"}\n')
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    file.write(b"{}\n")
    with pytest.raises(OSError, match="File too large"):
        storage.store(file)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == OLD
    assert (tmp_path / "out.jsonl.part").read_text(encoding="utf-8") == "{}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of POSIX systems")
def test_copy_that_does_not_fit_is_removed_and_file_and_part_stay_for_the_next_crawl(tmp_path: Path) -> None:
    import resource

    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    storage = CompleteFileFeedStorage(str(tmp_path / "out.jsonl"), feed_options={"format": "jsonlines"})
    file = storage.open(Spider("any"))
    file.write(b'{"n": 1}\n')
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Room for what is there already, none for both in one.
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(OLD), limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            storage.store(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "out.jsonl.part"]
    write(tmp_path / "out.jsonl", '{"n": 2}\n', overwrite=False)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == OLD + '{"n": 1}\n{"n": 2}\n'


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    project = SampleProject.create(tmp_path, "PRIVATE_ADDRESSES_ALLOWED = True\n")
    (tmp_path / "out.jsonl").write_text(OLD, encoding="utf-8")
    return project


@pytest.mark.parametrize(("option", "content"), [("-O", ""), ("-o", OLD)])
def test_options_of_the_command_replace_and_append(project: SampleProject, option: str, content: str) -> None:
    with recording_server({"/": page()}) as server:
        assert project.scrapy("crawl", "news", "-a", f"url={server.url()}", option, "out.jsonl").returncode == 0
        new = f'{{"url": "{server.url()}"}}\n'
    assert (project.directory / "out.jsonl").read_text(encoding="utf-8") == content + new


@pytest.mark.parametrize("option", ["-O", "-o"])
def test_a_killed_crawl_leaves_the_old_file_whole_and_the_next_one_takes_over_its_lines(
    project: SampleProject, option: str
) -> None:
    out, part = project.directory / "out.jsonl", project.directory / "out.jsonl.part"
    with recording_server({"/": page(), "/slow": page()}) as server:
        server.held.add("/slow")
        first = f'{{"url": "{server.url()}"}}\n'
        project.add_profile("two_pages", f'start_urls = ["{server.url()}", "{server.url("/slow")}"]')
        with project.scrapy_under_way("crawl", "two_pages", option, "out.jsonl") as crawl:
            wait_until(lambda: "/slow" in server.requested and part.exists() and part.stat().st_size)
            crawl.kill()
            crawl.wait()
        assert out.read_text(encoding="utf-8") == OLD
        # This one finds nothing itself.
        done = project.scrapy("crawl", "news", "-a", f"url={server.url('/missing')}", option, "out.jsonl")
    assert "taken over" in done.stderr
    assert out.read_text(encoding="utf-8") == ("" if option == "-O" else OLD) + first
    assert not part.exists()


def test_every_format_and_compression_gives_a_whole_file(project: SampleProject) -> None:
    gzip_plugin = "scrapy.extensions.postprocessing.GzipPlugin"
    feeds = {
        "out.json": {"format": "json"},
        "out.csv": {"format": "csv"},
        "out.xml": {"format": "xml"},
        "out.jsonl.gz": {"format": "jsonlines", "postprocessing": [gzip_plugin]},
    }
    with recording_server({"/": page()}) as server:
        url = server.url()
        # Twice: what is compressed is appended to as well.
        for _ in range(2):
            for name in ("out.json", "out.xml"):
                (project.directory / name).unlink(missing_ok=True)
            done = project.scrapy("crawl", "news", "-a", f"url={url}", "-s", f"FEEDS={json.dumps(feeds)}")
            assert done.returncode == 0, done.stderr
    assert json.loads((project.directory / "out.json").read_text(encoding="utf-8")) == [{"url": url}]
    assert (project.directory / "out.csv").read_bytes() == f"url\r\n{url}\r\n{url}\r\n".encode()
    assert ElementTree.parse(project.directory / "out.xml").findtext("item/url") == url
    lines = gzip.decompress((project.directory / "out.jsonl.gz").read_bytes()).splitlines()
    assert [json.loads(line) for line in lines] == [{"url": url}] * 2
    assert not list(project.directory.rglob("*.part"))
