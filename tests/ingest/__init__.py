"""The reading of files and pages."""
