select sku, warehouse, amount
from stock
where amount < reorder_level;
