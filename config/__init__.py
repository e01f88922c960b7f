"""Settings, URLs and the processes around the app."""
