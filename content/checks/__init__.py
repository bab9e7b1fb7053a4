"""What the machine says about words before anybody hears them: plain remarks, none of which needs a database."""
