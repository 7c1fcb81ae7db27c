-- int_weight_draws: by how much a draw multiplies the weight of a node: all weights that add up to the same are equally
-- likely where the published ones are equal; random by md5 of seed, draw and node, so that every database draws alike
with nodes as (
    select distinct node_code from {{ ref('int_weight_parts') }}
),

draws as (
    select
        draw,
        node_code,
        md5('{{ var('weight_seed', 2016) }}:' || cast(draw as varchar) || ':' || node_code) as digest
    from {{ numbers_up_to(var('weight_draws', 1000)) }} as numbers (draw)
    cross join nodes
)

select
    cast(draw as integer) as draw,
    node_code,
    -- Seven hexadecimal digits as a number between 0 and 1, and of it the exponential distribution.
    cast(-ln((
        {%- for digit in range(1, 8) %}
        {% if not loop.first %}+ {% endif %}(position(substr(digest, {{ digit }}, 1) in '0123456789abcdef') - 1) * {{ 16 ** (7 - digit) }}
        {%- endfor %}
        + cast(0.5 as double precision)
    ) / {{ 16 ** 7 }}) as decimal(12, 8)) as factor
from draws
