import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Question {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}
interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Another process of a benchmark: a module of this folder, asked by messages. */
export class Child {
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private asked = 0;

  private constructor(private readonly process: ChildProcess) {
    process.on('message', ({ id, result, error }: Answer) => {
      const asker = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asker?.resolve(result as never);
      else asker?.reject(new Error(error));
    });
    process.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`a process ended with ${code ?? 'a signal'}`));
    });
  }

  static start(
    module: string,
    argument: readonly string[],
    execArgv: readonly string[] = [],
    env: NodeJS.ProcessEnv = process.env,
  ): Child {
    const file = fileURLToPath(new URL(module, import.meta.url));
    return new Child(fork(file, argument, { execArgv: [...execArgv], env }));
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  ask<Result>(name: string, argument?: unknown): Promise<Result> {
    this.asked += 1;
    const question: Question = { id: this.asked, name, argument };
    return new Promise<Result>((resolve, reject) => {
      this.waiting.set(question.id, { resolve, reject });
      this.process.send(question);
    });
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}

type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

/** Lets this process answer; every one tells the microseconds of CPU that it has used. */
export function answer(handlers: Handlers): void {
  const all: Handlers = { cpu, ...handlers };
  process.on('message', ({ id, name, argument }: Question) => {
    const reply = async (): Promise<Answer> => {
      try {
        return { id, result: await all[name]?.(argument as never) };
      } catch (error) {
        return { id, error: String(error) };
      }
    };
    void reply().then((given) => process.send?.(given));
  });
  process.on('disconnect', () => process.exit());
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
