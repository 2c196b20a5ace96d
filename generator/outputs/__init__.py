"""What leaves the site for other programs: exports of the library's records."""
