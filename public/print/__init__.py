"""Paper for those who like to hold it: the card by the telephone, and sheets for hands and feet."""
