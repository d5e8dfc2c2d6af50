"""Files of office programs: docx, odt, epub, rtf and mails, read in the confined child."""

from pipeline.clean.office.reader import office_lines, read_office

__all__ = ["office_lines", "read_office"]
