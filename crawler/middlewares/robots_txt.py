"""Scrapy's robots.txt middleware, for every request of a host and not only the first two.

In Scrapy 2.19 the requests that arrive while a host's robots.txt is being fetched wait on one Deferred. The first to
wait takes its result with it, the others find None and are let through: of a list of start URLs on one host, all but
two would be fetched although robots.txt forbids them.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares import robotstxt
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    async def robot_parser(self, request: Request) -> RobotParser | None:
        await super().robot_parser(request)
        # What Scrapy keeps for the host is set before anybody stops waiting; None: it could not be fetched.
        parser = self._parsers[urlparse_cached(request).netloc]
        assert not isinstance(parser, Deferred)
        return parser
