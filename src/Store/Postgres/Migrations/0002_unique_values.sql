-- A unique value is kept by hashes, as the embedded store keeps it, so that rows can move between the two as they are.
-- Until now a key was "=" and the text, or "#" and the hash where the text was too long for an index.
UPDATE unique_values SET
    attribute = CASE left(attribute, 1)
        WHEN '#' THEN substr(attribute, 2)
        ELSE rtrim(translate(encode(sha256(convert_to(substr(attribute, 2), 'UTF8')), 'base64'), '+/', '-_'), '=')
    END,
    value_key = CASE left(value_key, 1)
        WHEN '#' THEN substr(value_key, 2)
        ELSE rtrim(translate(encode(sha256(convert_to(substr(value_key, 2), 'UTF8')), 'base64'), '+/', '-_'), '=')
    END;
