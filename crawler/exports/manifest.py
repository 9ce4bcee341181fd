"""What stands in a manifest, and publishing a file with it so that the two never contradict each other.

Two files cannot be renamed at once. So the manifest comes first and says what it replaces; then comes the file.
Whenever this is interrupted, the file is either the one the manifest describes or the one under "replaces".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.part_files import PartFile, only_part

Description = dict[str, Any]

_SHOWN_OF_REPLACED = ("rows", "bytes", "sha256", "first_seq", "last_seq", "next_since_seq", "created")


def manifest_path(file: Path) -> Path:
    return file.with_name(f"{file.name}.manifest.json")


def description_of(file: Path) -> Description | None:
    """What the manifest of *file* says of it as it is now: of the export before, if the last was interrupted between
    manifest and file. None: there is no file, or none that an export wrote. The file is read to be sure."""
    if not file.is_file():
        return None
    try:
        manifest = json.loads(manifest_path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    size, sha256 = file.stat().st_size, file_sha256(file)
    for described in (manifest, manifest.get("replaces")):
        if described and (described.get("bytes"), described.get("sha256")) == (size, sha256):
            return dict(described)
    return None


def publish(part: PartFile, file: Path, description: Description) -> None:
    """Make *part*, which is complete, *file* with the manifest *description*. Raises OSError."""
    path = manifest_path(file)
    # Locked until both are in place: of two exports into one file, one waits here.
    manifest = only_part(path)
    try:
        replaced = _replaced(file)
        manifest.file.write(
            json.dumps(description | {"replaces": replaced}, ensure_ascii=False, indent=2).encode() + b"\n"
        )
        manifest.rename(path)
        part.replace(file)
    finally:
        manifest.file.close()


def file_sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _replaced(file: Path) -> Mapping[str, Any] | None:
    if not file.is_file():
        return None
    described = description_of(file)
    if described is None:  # of another program
        return {"bytes": file.stat().st_size, "sha256": file_sha256(file)}
    return {name: described[name] for name in _SHOWN_OF_REPLACED if name in described}
