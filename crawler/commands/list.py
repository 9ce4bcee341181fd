"""`scrapy list`, with an exit status that tells whether every site profile can be used."""

from __future__ import annotations

import argparse

from scrapy.commands import list as scrapy_list
from scrapy.spiderloader import get_spider_loader

from crawler.exit_status import FAULTY_PROFILE
from crawler.terminal.closed_pipe import ends_with_its_reader


class Command(scrapy_list.Command):
    def long_desc(self) -> str:
        return (
            "List the spiders, those made from site profiles included. What is wrong with a profile is said on stderr, "
            "and ends the command with exit status 1."
        )

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        print("\n".join(sorted(loader.list())))
        if getattr(loader, "profile_errors", {}):
            self.exitcode = FAULTY_PROFILE
