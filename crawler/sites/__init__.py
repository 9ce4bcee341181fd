"""What a site may override: profiles, read from small TOML files."""

from crawler.sites.profile import SELECTABLE_FIELDS, SiteProfile, profile_covering
from crawler.sites.profile_files import load_profile, load_profiles, parse_profile, parse_site_list, profile_of_table

__all__ = [
    "SELECTABLE_FIELDS",
    "SiteProfile",
    "load_profile",
    "load_profiles",
    "parse_profile",
    "parse_site_list",
    "profile_covering",
    "profile_of_table",
]
