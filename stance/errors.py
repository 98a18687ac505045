"""The errors that the library raises. Each message says what was wrong, where, and what to do."""

from __future__ import annotations


class StanceError(Exception):
    """The base of all errors that the library raises on its own account."""


class LexiconError(StanceError):
    """A data file of words is wrong: the message names the file, the line and the entry."""


class ModelError(StanceError):
    """A model folder cannot be used: the message names the file and what to do."""


class ModelNotFoundError(ModelError):
    """There is no model at the place or under the name that was given."""


class ModelDamagedError(ModelError):
    """A file of the model is missing, cut short, altered, or holds what it must not."""


class ModelVersionError(ModelError):
    """The model was written in a format that this version of the library does not read."""


class ModelChangedError(ModelError):
    """A worker found another model under a name or at a path than was meant where the work began."""


class DataError(StanceError):
    """Input data cannot be read: the message names the file, the line or row, and what is wrong."""


class MissingExtraError(StanceError, ImportError):
    """An optional dependency is not installed: the message gives the command that installs it."""
