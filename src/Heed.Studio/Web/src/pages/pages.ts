import type { Component } from 'svelte';

export interface Page {
  id: string;
  title: string;
  /** What it answers, in a few words. */
  about: string;
  load: () => Promise<{ default: Component }>;
}

/** The pages there are, in the order of their tabs. A new page is a folder beside this file and a line here. */
export const pages: Page[] = [
  { id: 'sentence', title: 'Sentence', about: 'Who attends to whom', load: () => import('./sentence/SentencePage.svelte') },
  { id: 'why', title: 'Why', about: 'What an answer rests on, and what happens when it is cut', load: () => import('./why/WhyPage.svelte') },
  { id: 'map', title: 'Map', about: 'The whole plane, from afar and from near', load: () => import('./map/MapPage.svelte') },
  { id: 'heads', title: 'Heads', about: 'What each head does', load: () => import('./heads/HeadsPage.svelte') },
  { id: 'steps', title: 'Steps', about: 'One head, number by number', load: () => import('./steps/StepsPage.svelte') },
  { id: 'position', title: 'Position', about: 'Where in a long prompt a fact is found', load: () => import('./position/PositionPage.svelte') },
  { id: 'cost', title: 'Cost', about: 'What a context costs', load: () => import('./cost/CostPage.svelte') },
  { id: 'prompts', title: 'Prompts', about: 'Variants of a prompt tried on cases, compared and explained; versions and traces', load: () => import('./prompts/PromptsPage.svelte') },
];
