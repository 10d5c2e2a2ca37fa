-- Names are kept as they were normalised at their time, and looked for as they are normalised today: final sigma and the
-- dotless i are folded since (VendorNormalizer.comparable; its other letters are in no vendor's name of today).
drop index audit_vendor_part;
create index audit_vendor_part on audit_vendor using gin (translate(vendor_normalized, 'ςı', 'σi') public.gin_trgm_ops);
