CREATE TABLE IF NOT EXISTS {schema}.parts (
    client_id bigint  NOT NULL,
    entity    text    NOT NULL,
    key       text    NOT NULL,
    part_no   integer NOT NULL,
    account   integer NOT NULL,
    opening   numeric NOT NULL,
    debit     numeric NOT NULL,
    credit    numeric NOT NULL,
    PRIMARY KEY (client_id, entity, key, part_no)
);

CREATE OR REPLACE VIEW {schema}.balances AS
SELECT client_id, account, sum(opening) AS opening, sum(debit) AS debit, sum(credit) AS credit,
       sum(opening + debit - credit) AS balance
FROM {schema}.parts
GROUP BY client_id, account;
