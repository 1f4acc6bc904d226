"""Turns an address into a position."""
