"""Everything public as files: JSON lines and CSV, described by a Data Package."""
