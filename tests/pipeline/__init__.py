"""The spine: storing, extracting once, surviving kills."""
