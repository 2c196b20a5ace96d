"""The commands of `broadsheet`, by what they work on; `cli` puts them together."""
