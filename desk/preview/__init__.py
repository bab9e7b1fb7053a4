"""The visit as it is heard and read, drafts included, for nobody but who looks."""
