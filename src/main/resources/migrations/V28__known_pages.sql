-- What was landed of a page of vouchers, by what was asked for it: the same documents, byte for byte, need not be read
-- again. A page is known as long as the versions that it showed are the current ones and hash to the same.

CREATE TABLE gateway.known_pages (
    client_id bigint NOT NULL,
    request   text NOT NULL,                -- without host and consent, as in gateway.landed_pages
    digest    text NOT NULL,                -- of the documents as they came
    documents int NOT NULL,
    hashes    bigint NOT NULL,              -- the exclusive or of the versions' row hashes
    stampless int NOT NULL,                 -- documents without a change stamp
    place     text NOT NULL,                -- how it lies in its list, in its reader's own words
    versions  int8multirange NOT NULL,      -- that it showed, as in gateway.seen
    PRIMARY KEY (client_id, request)
);
CALL gateway.protect_by_client('gateway.known_pages');
CALL gateway.holds_books('gateway.known_pages');
GRANT SELECT ON gateway.known_pages TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.known_pages TO erp_system;

-- Which question showed the versions.
ALTER TABLE gateway.seen ADD COLUMN request text NOT NULL DEFAULT '';
