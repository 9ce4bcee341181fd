"""Profiles of sites from TOML, typed and checked key by key.

A profile holds only what differs from the defaults. Everything wrong with one is in a ProfileError, a line for each
fault that names file, key, value found and value expected; whoever writes a profile should never have to read this
module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.errors import ProfileError
from crawler.sites.profile import SiteProfile
from crawler.sites.profile_values import CHECKS
from crawler.suggestions import did_you_mean
from crawler.urls import site_of


def load_profiles(directory: Path) -> tuple[dict[str, SiteProfile], dict[str, ProfileError]]:
    """Read every `*.toml` of *directory*, in the order of their names.

    Returns the usable profiles by name, and for each unusable file its error by file stem: one bad file does
    not disable the others. A directory that does not exist holds no profiles.
    """
    profiles: dict[str, SiteProfile] = {}
    errors: dict[str, ProfileError] = {}
    for path in sorted(directory.glob("*.toml")):
        try:
            profile = load_profile(path)
            if profile.name in profiles:
                taken_by = profiles[profile.name].origin
                raise ProfileError(f"{profile.origin}: name: {profile.name!r} is the name of {taken_by} already")
            profiles[profile.name] = profile
        except ProfileError as error:
            errors[path.stem] = error
    return profiles, errors


def load_profile(path: Path) -> SiteProfile:
    """Read one profile. Raises ProfileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(f"{_shown(path)}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise ProfileError(f"{_shown(path)}: cannot be read: {error.strerror}") from error
    return parse_profile(text, _shown(path))


def parse_profile(text: str, origin: str) -> SiteProfile:
    """Check the TOML document *text*. *origin*, the file's name, begins every message, and its stem is the
    profile's name when the document gives none. Raises ProfileError with a line for every fault."""
    return profile_of_table({"name": Path(origin).stem} | _toml(text, origin), origin)


def parse_site_list(text: str, origin: str) -> list[SiteProfile]:
    """Read a TOML document of `[[site]]` tables, each with the keys of a profile and at least `name` and
    `start_urls`. Raises ProfileError with a line for every fault of all tables."""
    document = _toml(text, origin)
    tables = document.pop("site", None)
    if document or not isinstance(tables, list) or not tables:
        found = ", ".join(document) or "none"
        raise ProfileError(f"{origin}: expected [[site]] tables and nothing else; found {found}")
    profiles: dict[str, SiteProfile] = {}
    faults = []
    for number, table in enumerate(tables, start=1):
        named = f"{origin}: site {number}"
        try:
            if "name" not in table:
                raise ProfileError(f"{named}: name: missing; expected one like example_com")
            profile = profile_of_table(table, named)
            if profile.name in profiles:
                raise ProfileError(f"{named}: name: {profile.name!r} is the name of another site already")
            profiles[profile.name] = profile
        except ProfileError as error:
            faults.append(str(error))
    if faults:
        raise ProfileError("\n".join(faults))
    return list(profiles.values())


def _toml(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{origin}: no valid TOML: {error}") from error


def profile_of_table(document: Mapping[str, Any], origin: str) -> SiteProfile:
    """Check a profile read from TOML. Raises ProfileError with a line for every fault."""
    values: dict[str, Any] = {}
    faults = []
    for key, value in document.items():
        if key not in CHECKS:
            faults.append(f"{key}: unknown key{did_you_mean(key, CHECKS)}")
            continue
        try:
            values[key] = CHECKS[key](value)
        except ValueError as error:
            faults.append(f"{key}: {error}")
    if "start_urls" not in document:
        faults.append("start_urls: missing; expected a list of URLs")
    if faults:
        raise ProfileError("\n".join(f"{origin}: {fault}" for fault in faults))
    values.setdefault("allowed_domains", tuple(dict.fromkeys(map(site_of, values["start_urls"]))))
    return SiteProfile(**values, origin=origin)


def _shown(path: Path) -> str:
    """*path* as a message names it: short below the working directory, with slashes on every system."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
