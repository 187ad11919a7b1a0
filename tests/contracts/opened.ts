/** A port on a fresh, empty store. */
export interface Opened<Port> {
  readonly port: Port;
  close(): Promise<void>;
}

/** Opens a fresh port before each test of a suite, and closes it behind. @param use gives it to the tests */
export function openBeforeEach<Port>(open: () => Promise<Opened<Port>>, use: (port: Port) => void): void {
  let opened: Opened<Port>;
  beforeEach(async () => {
    opened = await open();
    use(opened.port);
  });
  afterEach(() => opened.close());
}
