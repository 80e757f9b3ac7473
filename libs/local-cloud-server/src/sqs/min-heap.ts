/** A binary heap: the least item by `compare` comes out first. */
export class MinHeap<Item> {
  #items: Item[] = [];

  constructor(private readonly compare: (a: Item, b: Item) => number) {}

  get size(): number {
    return this.#items.length;
  }

  peek(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    let hole = this.#items.length;
    this.#items.push(item);
    while (hole > 0) {
      const parent = (hole - 1) >>> 1;
      const above = this.#items[parent];
      if (above === undefined || this.compare(above, item) <= 0) break;
      this.#items[hole] = above;
      hole = parent;
    }
    this.#items[hole] = item;
  }

  pop(): Item | undefined {
    const least = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) this.#sink(last);
    return least;
  }

  /** Drops every item that `keep` does not want. */
  retain(keep: (item: Item) => boolean): void {
    // A sorted array is a heap.
    this.#items = this.#items.filter(keep).sort(this.compare);
  }

  #sink(item: Item): void {
    let hole = 0;
    for (;;) {
      const child = this.#lesserChild(hole);
      const below = this.#items[child];
      if (below === undefined || this.compare(item, below) <= 0) break;
      this.#items[hole] = below;
      hole = child;
    }
    this.#items[hole] = item;
  }

  #lesserChild(parent: number): number {
    const left = 2 * parent + 1;
    const [a, b] = [this.#items[left], this.#items[left + 1]];
    return a !== undefined && b !== undefined && this.compare(b, a) < 0 ? left + 1 : left;
  }
}
