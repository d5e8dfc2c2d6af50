"""Every error that Culturescope raises on purpose.

CulturescopeError
├── DeclarationError     a source card, setting, vocabulary or gazetteer cannot be used
├── WorkspaceError       the folder is no workspace, or cannot be written
│   └── BusyError        another run holds the workspace
├── StoreError           the store cannot be opened, upgraded or written
├── ModelError           a model is missing, damaged or of an unknown version
├── SnapshotError        a snapshot is missing, damaged or does not prove
└── UsageError           the question asked makes no sense here
    ├── MissingError     what is named does not exist
    └── OutdatedError    what the caller saw has changed since

Messages name the file, URL or id, the reason, and the next step. One bad document is never
an error: it becomes a `records.Rejected` and the run goes on.
"""


class CulturescopeError(Exception):
    """What the command line prints as one line, without a traceback."""

    exit_code = 1


class DeclarationError(CulturescopeError):
    """A source card, setting, vocabulary or gazetteer cannot be used."""

    exit_code = 2


class UsageError(CulturescopeError):
    """The question asked makes no sense here."""

    exit_code = 2


class MissingError(UsageError):
    """What is named (document, scheme, concept, decision, model) does not exist."""


class OutdatedError(UsageError):
    """What the caller saw (a document's revision, a preview) has changed since."""


class WorkspaceError(CulturescopeError):
    """The folder is no workspace, or cannot be written."""

    exit_code = 3


class BusyError(WorkspaceError):
    """Another run holds the workspace."""

    exit_code = 4


class StoreError(CulturescopeError):
    """The store cannot be opened, upgraded or written."""

    exit_code = 3


class ModelError(CulturescopeError):
    """A model is missing, damaged or of an unknown version."""

    exit_code = 5


class SnapshotError(CulturescopeError):
    """A snapshot is missing, damaged or does not prove."""

    exit_code = 6
