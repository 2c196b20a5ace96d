"""The digest as a letter: of a day, a week or a month, written as a file or sent to a list.

Where it stands: after `outputs`; only the command `mail` comes by here. Nothing of it runs in a build.
"""
