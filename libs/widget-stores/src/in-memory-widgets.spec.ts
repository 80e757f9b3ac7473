import { beforeEach } from '@jest/globals';
import type { Widget } from '@widgets/widget-model';
import { inMemoryWidgets } from './in-memory-widgets';
import { describeWidgetStore, type StoreUnderTest } from './widget-store.contract';

let under: StoreUnderTest<Widget>;

beforeEach(() => {
  const widgets = new Map<string, Widget>();
  under = {
    backend: inMemoryWidgets(widgets),
    stored: ({ widgetId }) => Promise.resolve(widgets.get(widgetId)),
  };
});

describeWidgetStore(() => under);
