// Loaded before the integration run: a missing server is a failure, not a skip.
process.env['REQUIRE_SERVERS'] = '1';

export {};
