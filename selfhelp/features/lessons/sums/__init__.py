"""What an exercise comes to, in two or three plain sentences: the same for the patient and for her guide."""
