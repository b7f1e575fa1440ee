import { keepTo } from './keep-to.ts';

keepTo('off');
