"""The command `entities`: the stage, and what there is to see and say of entities."""

from pipeline.cli.entities.group import entities

__all__ = ["entities"]
