"""What can go wrong with the database, each said in a sentence meant for a person.

DatabaseTrouble
├── UnableToFindPostgres    there are no PostgreSQL programs to run
├── UnableToUseFolder       the data folder cannot be used by the account that runs the server
├── UnableToStart           the server does not come up, or cannot be stopped
├── OtherMajorVersion       the data were written by another major version of PostgreSQL
├── NotAnAddress            DATABASE_URL cannot be understood
├── UnableToBackUp          the copy could not be made
└── UnableToRestore         the copy could not be brought back, or would overwrite something
"""


class DatabaseTrouble(Exception):
    """The database cannot do what was asked; the text says why and what to do next."""


class UnableToFindPostgres(DatabaseTrouble):
    pass


class UnableToUseFolder(DatabaseTrouble):
    pass


class UnableToStart(DatabaseTrouble):
    pass


class OtherMajorVersion(DatabaseTrouble):
    pass


class NotAnAddress(DatabaseTrouble):
    pass


class UnableToBackUp(DatabaseTrouble):
    pass


class UnableToRestore(DatabaseTrouble):
    pass
