"""What several tests share: files of tests import from here and never from one another."""
