"""What binds a person: offences, orders and requirements, custody and its dates, licences."""
