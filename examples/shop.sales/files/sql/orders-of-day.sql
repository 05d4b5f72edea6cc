select order_id, shop, amount, currency
from orders
where ordered_on = :day
order by order_id;
