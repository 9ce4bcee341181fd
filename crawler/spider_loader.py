"""Spider loader that adds a spider for every site profile to those found in SPIDER_MODULES."""

from __future__ import annotations

import sys
from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from crawler.errors import ProfileError
from crawler.sites import SiteProfile, load_profiles

# Loaded only when there is a profile, so that this module does not depend on the spiders.
_SITE_SPIDER = "spiders.news.NewsSpider"


class SiteSpiderLoader(SpiderLoader):
    """Each file of SITE_PROFILES_DIR becomes a spider of the profile's name: NewsSpider with the class attribute
    `profile`. A file that cannot be used is reported on stderr, in one line, and costs no other spider."""

    profile_errors: dict[str, ProfileError]
    """What is wrong with each unusable profile, by file stem."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        profiles, self.profile_errors = load_profiles(Path(settings["SITE_PROFILES_DIR"]))
        for profile in profiles.values():
            if profile.name in self._spiders:
                taken_by = self._spiders[profile.name].__qualname__
                self.profile_errors[profile.name] = ProfileError(
                    f"{profile.origin}: name: {profile.name!r} is the name of the spider class {taken_by} already"
                )
            else:
                self._spiders[profile.name] = site_spider(profile)
        for error in self.profile_errors.values():
            # Not logged: "scrapy list" runs without a log.
            sys.stderr.write(f"{error}\n")


def site_spider(profile: SiteProfile) -> type[Spider]:
    """The spider of *profile*, a class of its own."""
    base = load_object(_SITE_SPIDER)
    settings = dict(base.custom_settings or {})
    if profile.download_delay is not None:
        settings["DOWNLOAD_DELAY"] = profile.download_delay
    attributes = {
        "__module__": base.__module__,
        "__doc__": base.__doc__,
        "name": profile.name,
        "profile": profile,
        "custom_settings": settings,
    }
    return type(f"{base.__name__}[{profile.name}]", (base,), attributes)
