"""Where things lie: every path of the project is made here, from one root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.records import IsoWeek, PackId

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation. Tests and other programs may keep shelves and output elsewhere."""

    root: Path = PROJECT
    output_root: Path | None = None
    templates_root: Path | None = None
    campaigns_root: Path | None = None
    data_root: Path | None = None

    @property
    def campaigns(self) -> Path:
        """Campaign files, one a district."""
        return self.campaigns_root or self.root / "campaigns"

    @property
    def accident_data(self) -> Path:
        """Victims' data, one folder a district."""
        return self.data_root or self.root / "accident_data"

    @property
    def templates(self) -> Path:
        """Words and looks."""
        return self.templates_root or self.root / "templates"

    @property
    def output(self) -> Path:
        """Everything that is made."""
        return self.output_root or self.root / "output"

    def of(self, campaign: str) -> Path:
        """All output of one campaign."""
        return self.output / campaign

    def pack(self, campaign: str, week: PackId) -> Path:
        """The publishable folder of one week, or of one quick warning."""
        return self.of(campaign) / str(week)

    def internal(self, campaign: str, week: PackId) -> Path:
        """The analyst's folder of one week: not for publication."""
        return self.of(campaign) / "internal" / str(week)

    def checks(self, campaign: str) -> Path:
        """What `check` found in the files: not for publication."""
        return self.of(campaign) / "internal" / "data"

    def outbox(self, campaign: str) -> Path:
        """Posts that were handed over (siap)."""
        return self.of(campaign) / "siap"

    def ledger(self, campaign: str) -> Path:
        """What cannot be made again (buku)."""
        return self.of(campaign) / "buku"

    def cache(self, campaign: str) -> Path:
        """The checked table and other things that stay behind the privacy wall."""
        return self.accident_data / campaign / ".cache"

    def set_aside(self, campaign: str) -> Path:
        """Rows that intake set aside, behind the wall."""
        return self.accident_data / campaign / ".sisihkan"

    def week_changes(self, campaign: str, week: IsoWeek) -> Path:
        """A person's changes to one week."""
        return self.campaigns / campaign / f"{week}.toml"
