CREATE TABLE IF NOT EXISTS {schema}.parts (
    client_id   bigint  NOT NULL,
    entity      text    NOT NULL,
    key         text    NOT NULL,
    part_no     integer NOT NULL,
    -- Of a voucher's row: where it counts and how much, income positive.
    month       date,
    cost_centre text,
    amount      numeric,
    -- Of a cost centre's item: what cost_centre is called.
    name        text,
    PRIMARY KEY (client_id, entity, key, part_no)
);

CREATE OR REPLACE VIEW {schema}.months AS
SELECT p.client_id, p.month, p.cost_centre, n.name, sum(p.amount) AS amount
FROM {schema}.parts p
LEFT JOIN (
    SELECT client_id, cost_centre, max(name) AS name
    FROM {schema}.parts
    WHERE entity = 'cost_centers'
    GROUP BY client_id, cost_centre
) n ON n.client_id = p.client_id AND n.cost_centre = p.cost_centre
WHERE p.entity = 'vouchers'
GROUP BY p.client_id, p.month, p.cost_centre, n.name;
