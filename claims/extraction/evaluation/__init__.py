"""Figures of extraction, measured on annotated texts that are given by path."""
