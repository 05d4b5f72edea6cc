select shop, sum(amount) as revenue
from orders
group by shop;
