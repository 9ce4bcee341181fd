from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from scrapy import Spider

from crawler.feed_storage import CompleteFileFeedStorage
from tests.recording_server import page, recording_server
from tests.sample_project import SampleProject, wait_until

OLD = '{"url": "of the last run"}\n'


def write(path: Path, text: str, *, overwrite: bool) -> None:
    storage = CompleteFileFeedStorage(str(path), feed_options={"overwrite": overwrite})
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
    reader.join(timeout=10)
    assert read == ["new\n"]
    assert pipe.is_fifo()


def test_a_device_is_written_to_and_stays_one() -> None:
    write(Path(os.devnull), "new\n", overwrite=True)
    assert not Path(os.devnull).is_file()


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


def test_a_killed_crawl_leaves_the_old_file_whole(project: SampleProject) -> None:
    part = project.directory / "out.jsonl.part"
    with recording_server({"/": page(), "/slow": page()}) as server:
        server.held.add("/slow")
        project.add_profile("two_pages", f'start_urls = ["{server.url()}", "{server.url("/slow")}"]')
        with project.scrapy_under_way("crawl", "two_pages", "-O", "out.jsonl") as crawl:
            wait_until(lambda: "/slow" in server.requested and part.exists())
            crawl.kill()
            crawl.wait()
    assert (project.directory / "out.jsonl").read_text(encoding="utf-8") == OLD
