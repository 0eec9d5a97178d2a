// 同一园区、同一指标、同一时期,计划多少,实际多少? / What was planned and what was reached?
MATCH (t:Metric {modality: 'planned'})-[:ABOUT]->(p:Park)<-[:ABOUT]-(r:Metric {modality: 'actual'})
WHERE t.indicatorKey = r.indicatorKey AND t.unit = r.unit
  AND t.periodStart = r.periodStart AND t.periodEnd = r.periodEnd
RETURN DISTINCT p.name AS park, t.indicatorKey AS indicator, t.value AS planned, r.value AS actual
ORDER BY park, indicator, planned, actual
