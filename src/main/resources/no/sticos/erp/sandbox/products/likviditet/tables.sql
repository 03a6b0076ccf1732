CREATE TABLE IF NOT EXISTS {schema}.parts (
    client_id bigint  NOT NULL,
    entity    text    NOT NULL,
    key       text    NOT NULL,
    due       date,
    currency  text,
    -- What comes in is positive, what goes out negative; in the invoice's currency.
    amount    numeric NOT NULL,
    PRIMARY KEY (client_id, entity, key)
);

CREATE OR REPLACE VIEW {schema}.weeks AS
SELECT client_id, date_trunc('week', due)::date AS week, currency,
       coalesce(sum(amount) FILTER (WHERE entity = 'customer_ledger_items'), 0) AS from_customers,
       coalesce(sum(amount) FILTER (WHERE entity = 'supplier_invoices'), 0) AS to_suppliers
FROM {schema}.parts
GROUP BY client_id, date_trunc('week', due)::date, currency;
