"""Larkfield, an invented town: everything the sample project's exports are made from."""
