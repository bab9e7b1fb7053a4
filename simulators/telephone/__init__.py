"""A practice telephone that plays Twilio: it reads TwiML and asks the museum over signed HTTP."""
