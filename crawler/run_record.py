"""What `scrapy run` leaves for whoever looks later: DIR/<run id>/run.json, whole at any time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.run_figures import RunFigures
from crawler.times import utc_text
from crawler.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class SiteRecord:
    name: str
    verdict: Verdict
    figures: RunFigures

    def as_dict(self) -> dict[str, Any]:
        return {
            "site": self.name,
            "verdict": self.verdict.word,
            "reason": self.verdict.reason,
            "figures": self.figures.as_dict(),
        }


@dataclass(slots=True)
class RunRecord:
    directory: Path
    run_id: str
    began: datetime
    sites: list[SiteRecord] = field(default_factory=list)
    ended: datetime | None = None
    """None: the run is under way, or was killed."""
    exit_status: int | None = None

    @property
    def path(self) -> Path:
        return self.directory / self.run_id / "run.json"

    def end(self, moment: datetime, exit_status: int) -> None:
        self.ended, self.exit_status = moment, exit_status
        self.write()

    def write(self) -> None:
        document = {
            "run_id": self.run_id,
            "began_at": utc_text(self.began),
            "ended_at": utc_text(self.ended) if self.ended else None,
            "exit_status": self.exit_status,
            "sites": [site.as_dict() for site in self.sites],
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        part.replace(self.path)
