/** A port on a fresh, empty store. */
export interface Opened<Port> {
  readonly port: Port;
  close(): Promise<void>;
}
