"""The item pipelines under a name that another project can use, which may have a `pipelines` package of its own.

They are the files of the top-level `pipelines`, and here in an installed package (pyproject.toml).
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[2] / "pipelines")]
